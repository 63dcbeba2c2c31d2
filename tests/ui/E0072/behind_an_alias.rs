type Next = Option<Node>;

struct Node { //~ ERROR E0072
    next: Next,
}

fn main() {}
