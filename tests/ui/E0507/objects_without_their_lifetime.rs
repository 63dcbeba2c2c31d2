struct Bus {
    all: Vec<Box<dyn Fn()>>,
    pair: [Box<dyn Fn()>; 2],
}

impl Bus {
    fn take_all(&self) {
        for h in self.all {  //~ ERROR E0507
            h();
        }
    }
    fn first(&self) {
        let _f = self.all[0];  //~ ERROR E0507
    }
    fn of_pair(&self) {
        let _f = self.pair[0];  //~ ERROR E0507
    }
}

fn main() {}
