enum L { On, Off }
impl L { fn flip(&self) { *self = match self { L::On => L::Off, L::Off => L::On }; } }  //~ ERROR E0594
fn main() { L::On.flip(); }
