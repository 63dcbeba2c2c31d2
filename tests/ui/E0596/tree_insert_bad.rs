struct N { k: i32, l: Option<Box<N>>, r: Option<Box<N>> }
fn insert(root: &Option<Box<N>>, k: i32) {
    let mut cur = root;
    while let Some(n) = cur {
        cur = if k < n.k { &mut n.l } else { &mut n.r };  //~ ERROR E0596 //~ ERROR E0596
    }
    *cur = Some(Box::new(N { k, l: None, r: None }));  //~ ERROR E0594
}
fn main() { insert(&None, 1); }
