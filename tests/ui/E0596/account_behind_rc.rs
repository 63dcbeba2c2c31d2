use std::cell::RefCell;
use std::rc::Rc;
struct Account { owner: String, balance: RefCell<i64> }
fn main() {
    let acc = Rc::new(Account { owner: "a".into(), balance: RefCell::new(0) });
    let other = Rc::clone(&acc);
    *other.balance.borrow_mut() += 5;
    acc.owner.push('x');  //~ ERROR E0596
    let Account { owner, .. } = *acc;  //~ ERROR E0507
    println!("{owner}");
}
