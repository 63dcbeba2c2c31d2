fn main() { match 5 { n => { return; } m => {} } let o: Option<i32> = None; let Some(v) = o else { panic!() }; let Some(u) = o else { return; let t = 1; }; }
