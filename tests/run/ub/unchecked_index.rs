fn main() {
    let numbers = [1, 2, 3];
    let far = numbers.len() + 2;
    let x = unsafe { numbers.get_unchecked(far) }; //~ UB requires that the index is within the slice
    println!("{x}");
}
