struct D(&'static str);
impl Drop for D {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
fn main() {
    {
        let _a = [D("w0"), D("w1"), D("w2")];
    }
    {
        let a = [D("a0"), D("a1"), D("a2"), D("a3"), D("a4")];
        let [_, m, ..] = a;
        println!("{}", m.0);
    }
    {
        let a = [D("b0"), D("b1"), D("b2"), D("b3")];
        let [.., l] = a;
        println!("{}", l.0);
    }
    {
        let a = [(D("c0"), D("c1")), (D("c2"), D("c3"))];
        let [(x, _), _] = a;
        println!("{}", x.0);
    }
    {
        let a = [D("s0"), D("s1"), D("s2"), D("s3")];
        if std::env::args().count() > 0 {
            let [_, x, y, _] = a;
            println!("{}{}", x.0, y.0);
        }
        println!("end");
    }
    {
        let a = [D("a0"), D("a1"), D("a2")];
        let [_, m, _] = a;
        println!("{}", m.0);
    }
    {
        let a = [D("b0"), D("b1"), D("b2")];
        let [m, _, _] = a;
        println!("{}", m.0);
    }
    {
        let a = [D("c0"), D("c1"), D("c2")];
        let [_, _, m] = a;
        println!("{}", m.0);
    }
    {
        let a = [D("d0"), D("d1"), D("d2"), D("d3")];
        let [_, m, _, _] = a;
        println!("{}", m.0);
    }
    {
        let a = [D("e0"), D("e1"), D("e2"), D("e3"), D("e4")];
        let [_, m, _, _, _] = a;
        println!("{}", m.0);
    }
    {
        let a = [D("f0"), D("f1"), D("f2"), D("f3"), D("f4")];
        let [_, m, .., _] = a;
        println!("{}", m.0);
    }
    {
        let a = [D("g0"), D("g1"), D("g2")];
        let [_, m, ..] = a;
        println!("{}", m.0);
    }
    {
        let a = [D("h0"), D("h1"), D("h2")];
        let [.., m, _] = a;
        println!("{}", m.0);
    }
}
