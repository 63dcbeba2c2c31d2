enum Tree { Leaf(i32), Node(Box<Tree>, Box<Tree>), Empty() }
fn sum(t: &Tree) -> i32 {
    match t {
        Tree::Leaf(a, b) => a + b,  //~ ERROR E0023
        Tree::Node(l) => sum(l),  //~ ERROR E0023
        Tree::Empty(x) => *x,  //~ ERROR E0023
    }
}
fn main() { sum(&Tree::Leaf(1)); }
