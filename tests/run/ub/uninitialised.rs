use std::mem::MaybeUninit;
fn main() {
    let u: MaybeUninit<i32> = MaybeUninit::uninit();
    let x = unsafe { u.assume_init() };
    println!("{}", x + 1); //~ UB uninitialized
}
