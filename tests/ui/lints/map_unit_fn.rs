fn foo(items: &mut Vec<u8>) { items.sort(); }
fn bar(x: &i32) -> i32 { *x }
fn main() {
    let mut x: Vec<Vec<u8>> = vec![vec![0, 2, 1], vec![5, 4, 3]];
    x.iter_mut().map(foo);
    x.iter_mut().map(|items| { items.sort(); });
    let v = vec![1, 2];
    v.iter().map(|x| println!("{x}"));
    v.iter().map(bar);
    v.iter().map(|x| x + 1);
    v.iter().enumerate().map(|(_, x)| println!("{x}"));
    let _ = v.iter().map(|x| println!("{x}"));
}
