use std::mem::ManuallyDrop;
fn main() {
    let m = ManuallyDrop::new(String::new());
    drop(m); //~ ERROR undropped_manually_drops
}
