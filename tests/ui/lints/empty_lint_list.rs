#![allow()]
#[warn( )]
fn main() {
    #[deny()]
    let _x = 1;
}
