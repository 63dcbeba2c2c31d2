fn main() {
    let v = [10, 40, 33, 20, 5];
    println!("{:?}", v.rsplit(|x| x % 3 == 0).collect::<Vec<_>>());
    println!("{:?}", v.split(|x| x % 3 == 0).rev().collect::<Vec<_>>());
    println!(
        "{:?}",
        v.split_inclusive(|x| x % 3 == 0).collect::<Vec<_>>()
    );
    println!(
        "{:?}",
        v.split_inclusive(|x| x % 2 == 0).rev().collect::<Vec<_>>()
    );
    println!("{:?}", v.splitn(2, |x| x % 10 == 0).collect::<Vec<_>>());
    println!("{:?}", v.rsplitn(2, |x| x % 10 == 0).collect::<Vec<_>>());
    let mut w = v;
    for g in w.split_mut(|x| *x % 3 == 0) {
        if let Some(x) = g.first_mut() {
            *x = 1;
        }
    }
    for g in w.rsplitn_mut(2, |x| *x % 3 == 0) {
        if let Some(x) = g.first_mut() {
            *x += 1;
        }
    }
    for g in w.splitn_mut(2, |x| *x % 3 == 0) {
        if let Some(x) = g.first_mut() {
            *x += 1;
        }
    }
    for g in w.rsplit_mut(|x| *x % 3 == 0) {
        if let Some(x) = g.first_mut() {
            *x += 1;
        }
    }
    println!("{:?}", w);
    let c = [1, 1, 2, 3, 3, 3];
    println!(
        "{:?} {:?}",
        c.chunk_by(|a, b| a == b).collect::<Vec<_>>(),
        c.chunk_by(|a, b| a <= b).rev().count()
    );
    let mut d = c;
    for g in d.chunk_by_mut(|a, b| a == b) {
        g[0] = 9;
    }
    for g in d.chunks_exact_mut(4) {
        g[1] = 7;
    }
    for (i, g) in d.rchunks_mut(4).enumerate() {
        g[0] = i;
    }
    println!("{:?} {:?}", d, d.rchunks_exact(4).remainder());
    println!(
        "{:?}",
        v.array_windows().map(|[a, b]| a - b).collect::<Vec<i32>>()
    );
    println!(
        "{:?} {:?} {:?}",
        v.first_chunk::<2>(),
        v.last_chunk::<3>(),
        v.split_first_chunk::<9>()
    );
    println!("{:?}", v.split_last_chunk::<2>());
    println!(
        "{} {}",
        v.is_sorted_by(|a, b| a > b),
        v.is_sorted_by_key(|x| 0 * x)
    );
    println!("{:?} {:?}", v.strip_suffix(&[20, 5]), v.as_rchunks::<2>());
    let mut e = [1, 2, 3];
    if let Ok([a, b]) = e.get_disjoint_mut([0, 2]) {
        std::mem::swap(a, b);
    }
    println!(
        "{:?} {:?} {:?}",
        e,
        e.clone().get_disjoint_mut([0, 5]),
        e.clone()
            .get_disjoint_mut([1, 1])
            .map_err(|e| e.to_string())
    );
    let mut s = &e[..];
    println!("{:?} {:?} {:?}", s.split_off_first(), s.split_off_last(), s);
    let (_, m, _) = e.select_nth_unstable_by(1, |a, b| b.cmp(a));
    *m += 1;
    println!("{:?}", e.split_at_mut_checked(7));
    let mut f = [1, 2, 3, 4, 5];
    let (ch, r) = f.as_chunks_mut::<2>();
    ch[0] = [9, 9];
    r[0] = 0;
    println!("{:?}", f);
}
