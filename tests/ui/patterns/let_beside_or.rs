fn f(m: Option<i32>, v: i32) -> i32 {
    if v > 1 || let Some(o) = m {  //~ ERROR
        return 1;
    }
    if let Some(o) = m || let Some(p) = m {  //~ ERROR
        return 2;
    }
    if (let Some(o) = m) && v > o {  //~ ERROR
        return 6;
    }
    if !let Some(o) = m {  //~ ERROR
        return 7;
    }
    if v > 1 && let Some(o) = m || v > o {  //~ ERROR
        return 3;
    }
    while let Some(o) = m || v > 1 {  //~ ERROR
        return o;
    }
    match v {
        x if let Some(o) = m || x > 1 => 4,  //~ ERROR
        _ => 5,
    }
}

fn main() {
    f(Some(1), 2);
}
