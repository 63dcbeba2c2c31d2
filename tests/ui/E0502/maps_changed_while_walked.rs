use std::collections::BTreeMap;
fn a(m: &mut BTreeMap<i32, Vec<i32>>) { for (k, v) in m.iter() { if v.is_empty() { m.remove(k); } } }  //~ ERROR E0502
fn b(m: &mut BTreeMap<i32, Vec<i32>>) { for k in m.keys().cloned() { m.get_mut(&k).unwrap().push(1); } }  //~ ERROR E0502
fn c(m: &mut BTreeMap<i32, Vec<i32>>) { let ks: Vec<_> = m.keys().cloned().collect(); for k in ks { m.remove(&k); } }
fn d(m: &mut BTreeMap<i32, Vec<i32>>) -> &mut Vec<i32> { if let Some(v) = m.get_mut(&1) { return v; } m.entry(1).or_default() }  //~ ERROR E0499
fn e(m: &BTreeMap<i32, Vec<i32>>) { m.get(&1).unwrap().push(1); m[&1].clear(); if let Some(v) = m.get(&2) { v.push(3); } for v in m.values() { v.push(1); } for (_, v) in m { v.clear(); } }  //~ ERROR E0596 //~ ERROR E0596 //~ ERROR E0596 //~ ERROR E0596 //~ ERROR E0596
fn f(m: BTreeMap<i32, Vec<i32>>) { for (k, v) in m { println!("{k}{v:?}"); } println!("{}", m.len()); }  //~ ERROR E0382
fn main() {}
