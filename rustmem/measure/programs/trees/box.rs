//! Binary trees: one long-lived tree, many short-lived ones. Every node is an allocation of its own.

struct Tree {
    left: Option<Box<Tree>>,
    right: Option<Box<Tree>>,
}

fn build(depth: u32) -> Box<Tree> {
    if depth == 0 {
        return Box::new(Tree { left: None, right: None });
    }
    Box::new(Tree { left: Some(build(depth - 1)), right: Some(build(depth - 1)) })
}

fn count(tree: &Tree) -> u64 {
    1 + tree.left.as_deref().map_or(0, count) + tree.right.as_deref().map_or(0, count)
}

fn main() {
    let depth: u32 = std::env::args().nth(1).unwrap().parse().unwrap();
    println!("stretch {} nodes {}", depth + 1, count(&build(depth + 1)));
    let long = build(depth);
    for d in (4..=depth).step_by(2) {
        let trees = 1u64 << (depth - d + 4);
        let mut nodes = 0;
        for _ in 0..trees {
            nodes += count(&build(d));
        }
        println!("trees {trees} depth {d} nodes {nodes}");
    }
    println!("long {} nodes {}", depth, count(&long));
}
