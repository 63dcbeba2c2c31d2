fn main() {}
pub enum Sea {}
pub mod shore {
    pub(in super::Sea) struct Shark;
}
