struct V { x: f64 }
fn a(other: V) -> V {  //~ ERROR E0308
    let y = other.x + 1.0;
}
fn b(mut me: V, other: V) -> V {  //~ ERROR E0308
    me.x += other.x;
}
impl V {
    fn c(&mut self, other: V) -> V {  //~ ERROR E0308
        self.x += other.x;
    }
    fn d(self, other: V) -> V {  //~ ERROR E0308
        other.x;
    }
    fn e(self) -> V {  //~ ERROR E0308
        println!("{}", self.x);
    }
    fn f(self, n: i32) -> V {  //~ ERROR E0308
        println!("{}", n);
    }
}
fn main() {}
