//! A stable insertion and merge sort.


pub(super) fn stable<T>(v: &mut [T], less: &mut dyn FnMut(&T, &T) -> bool) {
    let n = v.len();
    if n <= 20 {
        insertion(v, less);
        return;
    }
    let mid = n / 2;
    stable(&mut v[..mid], less);
    stable(&mut v[mid..], less);
    merge(v, mid, less);
}
fn insertion<T>(v: &mut [T], less: &mut dyn FnMut(&T, &T) -> bool) {
    let mut i = 1;
    while i < v.len() {
        let mut j = i;
        while j > 0 && less(&v[j], &v[j - 1]) {
            v.swap(j, j - 1);
            j -= 1;
        }
        i += 1;
    }
}
/// Merges two sorted halves by rotating runs into place.
fn merge<T>(v: &mut [T], mid: usize, less: &mut dyn FnMut(&T, &T) -> bool) {
    let (mut i, mut m) = (0, mid);
    while i < m && m < v.len() {
        if !less(&v[m], &v[i]) {
            i += 1;
        } else {
            let start = m;
            while m < v.len() && less(&v[m], &v[i]) {
                m += 1;
            }
            v[i..m].rotate_left(start - i);
            i += m - start;
        }
    }
}
