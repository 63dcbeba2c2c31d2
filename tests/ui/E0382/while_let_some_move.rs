fn main() {
    let maybe = Some(vec![1]);
    while let Some(v) = maybe {  //~ ERROR E0382
        println!("{:?}", v);
    }
}
