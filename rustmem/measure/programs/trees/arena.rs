//! Binary trees in an arena: the nodes of a tree stand in one vector, point by index, and are freed at once.

const NONE: u32 = u32::MAX;

struct Node {
    left: u32,
    right: u32,
}

struct Tree {
    nodes: Vec<Node>,
    root: u32,
}

fn add(nodes: &mut Vec<Node>, depth: u32) -> u32 {
    let (left, right) = match depth {
        0 => (NONE, NONE),
        _ => (add(nodes, depth - 1), add(nodes, depth - 1)),
    };
    nodes.push(Node { left, right });
    nodes.len() as u32 - 1
}

fn build(depth: u32) -> Tree {
    let mut nodes = Vec::new();
    let root = add(&mut nodes, depth);
    Tree { nodes, root }
}

fn count_from(nodes: &[Node], at: u32) -> u64 {
    if at == NONE {
        return 0;
    }
    let node = &nodes[at as usize];
    1 + count_from(nodes, node.left) + count_from(nodes, node.right)
}

fn count(tree: &Tree) -> u64 {
    count_from(&tree.nodes, tree.root)
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
