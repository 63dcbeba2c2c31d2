use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, VecDeque};
use std::cmp::Reverse;
fn main() {
    let text = "the quick brown fox jumps over the lazy dog the end";
    let mut freq: HashMap<&str, usize> = HashMap::new();
    for w in text.split_whitespace() { *freq.entry(w).or_insert(0) += 1; }
    let mut v: Vec<_> = freq.iter().collect();
    v.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    println!("{:?}", &v[..3]);
    let by_len: BTreeMap<usize, Vec<&str>> = text.split(' ').fold(BTreeMap::new(), |mut m, w| { m.entry(w.len()).or_insert_with(Vec::new).push(w); m });
    println!("{by_len:?}");
    println!("{:?} {:?}", by_len.first_key_value().map(|(k, _)| k), by_len.range(4..).next());
    let a: BTreeSet<i32> = (1..6).collect(); let b: BTreeSet<i32> = [4, 5, 6].into();
    println!("{:?} {:?} {:?}", a.intersection(&b).collect::<Vec<_>>(), &a | &b, a.difference(&b).count());
    let hs: HashSet<char> = "hello".chars().collect();
    let mut cs: Vec<_> = hs.into_iter().collect(); cs.sort_unstable(); println!("{cs:?}");
    let mut h = BinaryHeap::from(vec![3, 1, 4, 1, 5]);
    h.push(9); println!("{:?} {} {:?}", h.pop(), h.len(), h.peek());
    let mut mh = BinaryHeap::new(); for x in [5, 2, 8] { mh.push(Reverse((x, "t"))); }
    if let Some(Reverse((x, _))) = mh.pop() { println!("{x}"); }
    println!("{:?}", h.into_sorted_vec());
    let mut d: VecDeque<_> = (0..5).collect();
    d.rotate_left(2); d.push_front(9); let back = d.pop_back();
    println!("{d:?} {back:?} {:?}", d.iter().rev().collect::<Vec<_>>());
    let mut m = HashMap::from([("a", 1), ("b", 2)]);
    m.entry("a").and_modify(|v| *v += 10).or_insert(0);
    m.retain(|_, v| *v > 2);
    println!("{m:?} {:?} {}", m.remove("zz"), m.contains_key("a"));
    let mut inv: BTreeMap<_, _> = m.into_iter().map(|(k, v)| (v, k)).collect();
    inv.extend([(1, "q")]); println!("{inv:#?}");
}
