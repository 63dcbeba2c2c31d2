//! Binary trees under reference counting: a visit of a node counts up and down.

use std::rc::Rc;

struct Tree {
    left: Option<Rc<Tree>>,
    right: Option<Rc<Tree>>,
}

fn build(depth: u32) -> Rc<Tree> {
    if depth == 0 {
        return Rc::new(Tree { left: None, right: None });
    }
    Rc::new(Tree { left: Some(build(depth - 1)), right: Some(build(depth - 1)) })
}

fn count(tree: Rc<Tree>) -> u64 {
    1 + tree.left.clone().map_or(0, count) + tree.right.clone().map_or(0, count)
}

fn main() {
    let depth: u32 = std::env::args().nth(1).unwrap().parse().unwrap();
    println!("stretch {} nodes {}", depth + 1, count(build(depth + 1)));
    let long = build(depth);
    for d in (4..=depth).step_by(2) {
        let trees = 1u64 << (depth - d + 4);
        let mut nodes = 0;
        for _ in 0..trees {
            nodes += count(build(d));
        }
        println!("trees {trees} depth {d} nodes {nodes}");
    }
    println!("long {} nodes {}", depth, count(long));
}
