struct Account {
    owner: String,
    balance: u64,
}

impl Drop for Account {
    fn drop(&mut self) {
        println!("closed: {}", self.owner);
    }
}

fn open(owner: &str) -> Account {
    Account { owner: owner.to_string(), balance: 0 }
}

fn deposit(account: &mut Account, amount: u64) {
    account.balance += amount;
}

fn close(account: Account) -> u64 {
    account.balance
}

fn main() {
    let mut first = open("Ada");
    let second = open("Grace");
    deposit(&mut first, 30);
    let paid = close(first);
    println!("{} got {paid}", second.owner);
}
