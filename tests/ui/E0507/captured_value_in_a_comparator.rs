struct Rectangle { width: u32, height: u32 }
fn main() {
    let mut list = [Rectangle { width: 10, height: 1 }, Rectangle { width: 3, height: 5 }];
    let mut ops = vec![];
    let value = String::from("closure called");
    list.sort_by_key(|r| {
        ops.push(value);  //~ ERROR E0507
        r.width
    });
    println!("{}", list[0].height);
}
