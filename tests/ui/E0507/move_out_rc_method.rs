use std::rc::Rc;
fn main() {
    let r = Rc::new(vec![1]);
    for x in r.into_iter() {  //~ ERROR E0507
        println!("{}", x);
    }
}
