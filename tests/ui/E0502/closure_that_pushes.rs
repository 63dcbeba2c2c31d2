fn main() {
    let mut list = vec![1, 2, 3];
    let borrows_mutably = || list.push(7);
    println!("{list:?}");  //~ ERROR E0502
    borrows_mutably();  //~ ERROR E0596
}
