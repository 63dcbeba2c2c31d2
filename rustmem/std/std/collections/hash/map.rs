//! A hash map. Entries are kept in the order of their hashes, which is not the order of insertion.

use alloc::vec::{self, Vec};
use core::borrow::Borrow;
use core::fmt;
use core::hash::{BuildHasher, Hash, Hasher};
use core::ops::Index;
use core::slice;

#[derive(Clone)]
pub struct RandomState {
    seed: u64,
}
impl RandomState {
    #[must_use]
    pub fn new() -> RandomState {
        RandomState { seed: 0 }
    }
}
impl BuildHasher for RandomState {
    type Hasher = DefaultHasher;
    fn build_hasher(&self) -> DefaultHasher {
        DefaultHasher { state: self.seed ^ 0xcbf29ce484222325 }
    }
}
impl Default for RandomState {
    fn default() -> RandomState {
        RandomState::new()
    }
}
#[derive(Clone, Debug)]
pub struct DefaultHasher {
    state: u64,
}
/// Takes bytes into a hash state: of a map's hasher (FNV-1a, then a finaliser), or of one that began with `no_message`.
fn mix(state: u64, bytes: &[u8]) -> u64;
/// The state of SipHash-1-3 with keys of zero, which `DefaultHasher::new` is.
fn no_message() -> u64;
fn digest(state: u64) -> u64;
impl DefaultHasher {
    #[must_use]
    pub fn new() -> DefaultHasher {
        DefaultHasher { state: no_message() }
    }
}
impl Default for DefaultHasher {
    fn default() -> DefaultHasher {
        DefaultHasher::new()
    }
}
impl Hasher for DefaultHasher {
    fn write(&mut self, msg: &[u8]) {
        self.state = mix(self.state, msg);
    }
    fn finish(&self) -> u64 {
        digest(self.state)
    }
}

struct Bucket<K, V> {
    hash: u64,
    pair: (K, V),
}
#[rustc_diagnostic_item = "HashMap"]
#[rustc_insignificant_dtor]
pub struct HashMap<K, V, S = RandomState> {
    table: Vec<Bucket<K, V>>,
    hash_builder: S,
}
impl<K, V> HashMap<K, V, RandomState> {
    #[must_use]
    pub fn new() -> HashMap<K, V, RandomState> {
        Default::default()
    }
    #[must_use]
    pub fn with_capacity(capacity: usize) -> HashMap<K, V, RandomState> {
        HashMap { table: Vec::with_capacity(capacity), hash_builder: Default::default() }
    }
}
impl<K, V, S> HashMap<K, V, S> {
    pub const fn with_hasher(hash_builder: S) -> HashMap<K, V, S> {
        HashMap { table: Vec::new(), hash_builder }
    }
    pub fn capacity(&self) -> usize {
        self.table.capacity()
    }
    pub fn keys(&self) -> Keys<'_, K, V> {
        Keys { inner: self.iter() }
    }
    pub fn into_keys(self) -> IntoKeys<K, V> {
        IntoKeys { inner: self.into_iter() }
    }
    pub fn values(&self) -> Values<'_, K, V> {
        Values { inner: self.iter() }
    }
    pub fn values_mut(&mut self) -> ValuesMut<'_, K, V> {
        ValuesMut { inner: self.iter_mut() }
    }
    pub fn into_values(self) -> IntoValues<K, V> {
        IntoValues { inner: self.into_iter() }
    }
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter { base: self.table.iter() }
    }
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
        IterMut { base: self.table.iter_mut() }
    }
    pub fn len(&self) -> usize {
        self.table.len()
    }
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }
    pub fn drain(&mut self) -> Drain<'_, K, V> {
        let base = IntoIter { base: core::mem::take(&mut self.table).into_iter() };
        Drain { base, map: core::marker::PhantomData }
    }
    pub fn retain<F>(&mut self, mut f: F)
    where
        F: FnMut(&K, &mut V) -> bool,
    {
        self.table.retain_mut(|bucket| f(&bucket.pair.0, &mut bucket.pair.1))
    }
    pub fn clear(&mut self) {
        self.table.clear()
    }
    #[must_use]
    pub fn with_capacity_and_hasher(capacity: usize, hash_builder: S) -> HashMap<K, V, S> {
        HashMap { table: Vec::with_capacity(capacity), hash_builder }
    }
    pub fn hasher(&self) -> &S {
        &self.hash_builder
    }
}
impl<K, V, S> HashMap<K, V, S>
where
    K: Eq + Hash,
    S: BuildHasher,
{
    fn hash_of<Q: ?Sized + Hash>(&self, key: &Q) -> u64 {
        let mut hasher = self.hash_builder.build_hasher();
        key.hash(&mut hasher);
        hasher.finish()
    }
    /// The index of the key, or where it belongs.
    fn search<Q: ?Sized>(&self, hash: u64, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
        Q: Eq,
    {
        let mut i = self.table.partition_point(|bucket| bucket.hash < hash);
        while i < self.table.len() && self.table[i].hash == hash {
            if self.table[i].pair.0.borrow() == key {
                return Ok(i);
            }
            i += 1;
        }
        Err(i)
    }
    fn find<Q: ?Sized>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
        Q: Hash + Eq,
    {
        self.search(self.hash_of(key), key).ok()
    }
    pub fn reserve(&mut self, additional: usize) {
        self.table.reserve(additional)
    }
    pub fn shrink_to_fit(&mut self) {
        self.table.shrink_to_fit()
    }
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.table.shrink_to(min_capacity)
    }
    pub fn get_disjoint_mut<Q: ?Sized, const N: usize>(&mut self, ks: [&Q; N]) -> [Option<&'_ mut V>; N]
    where
        K: Borrow<Q>,
        Q: Hash + Eq,
    {
        let found = ks.map(|k| self.find(k));
        let mut i = 0;
        while i < N {
            let mut j = 0;
            while j < i {
                if found[i].is_some() && found[i] == found[j] {
                    panic!("duplicate keys found");
                }
                j += 1;
            }
            i += 1;
        }
        let table: *mut Vec<Bucket<K, V>> = &mut self.table;
        found.map(|index| index.map(|at| unsafe { &mut (&mut *table)[at].pair.1 }))
    }
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        let hash = self.hash_of(&key);
        match self.search(hash, &key) {
            Ok(index) => Entry::Occupied(OccupiedEntry { table: &mut self.table, index }),
            Err(index) => Entry::Vacant(VacantEntry { table: &mut self.table, index, hash, key }),
        }
    }
    pub fn get<Q: ?Sized>(&self, k: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq,
    {
        match self.find(k) {
            Some(i) => Some(&self.table[i].pair.1),
            None => None,
        }
    }
    pub fn get_key_value<Q: ?Sized>(&self, k: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
        Q: Hash + Eq,
    {
        match self.find(k) {
            Some(i) => Some((&self.table[i].pair.0, &self.table[i].pair.1)),
            None => None,
        }
    }
    pub fn contains_key<Q: ?Sized>(&self, k: &Q) -> bool
    where
        K: Borrow<Q>,
        Q: Hash + Eq,
    {
        self.find(k).is_some()
    }
    pub fn get_mut<Q: ?Sized>(&mut self, k: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq,
    {
        match self.find(k) {
            Some(i) => Some(&mut self.table[i].pair.1),
            None => None,
        }
    }
    #[rustc_confusables("push", "append", "put")]
    pub fn insert(&mut self, k: K, v: V) -> Option<V> {
        let hash = self.hash_of(&k);
        match self.search(hash, &k) {
            Ok(i) => Some(core::mem::replace(&mut self.table[i].pair.1, v)),
            Err(i) => {
                self.table.insert(i, Bucket { hash, pair: (k, v) });
                None
            }
        }
    }
    pub fn remove<Q: ?Sized>(&mut self, k: &Q) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq,
    {
        match self.find(k) {
            Some(i) => Some(self.table.remove(i).pair.1),
            None => None,
        }
    }
    pub fn remove_entry<Q: ?Sized>(&mut self, k: &Q) -> Option<(K, V)>
    where
        K: Borrow<Q>,
        Q: Hash + Eq,
    {
        match self.find(k) {
            Some(i) => Some(self.table.remove(i).pair),
            None => None,
        }
    }
}
impl<K: Clone, V: Clone> Clone for Bucket<K, V> {
    fn clone(&self) -> Self {
        Bucket { hash: self.hash, pair: self.pair.clone() }
    }
}
impl<K: Clone, V: Clone, S: Clone> Clone for HashMap<K, V, S> {
    fn clone(&self) -> Self {
        HashMap { table: self.table.clone(), hash_builder: self.hash_builder.clone() }
    }
}
impl<K, V, S> PartialEq for HashMap<K, V, S>
where
    K: Eq + Hash,
    V: PartialEq,
    S: BuildHasher,
{
    fn eq(&self, other: &HashMap<K, V, S>) -> bool {
        if self.len() != other.len() {
            return false;
        }
        self.iter().all(|(key, value)| other.get(key).map_or(false, |v| *value == *v))
    }
}
impl<K, V, S> Eq for HashMap<K, V, S>
where
    K: Eq + Hash,
    V: Eq,
    S: BuildHasher,
{
}
impl<K: fmt::Debug, V: fmt::Debug, S> fmt::Debug for HashMap<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
impl<K, V, S: Default> Default for HashMap<K, V, S> {
    fn default() -> HashMap<K, V, S> {
        HashMap { table: Vec::new(), hash_builder: Default::default() }
    }
}
impl<K, Q: ?Sized, V, S> Index<&Q> for HashMap<K, V, S>
where
    K: Eq + Hash + Borrow<Q>,
    Q: Eq + Hash,
    S: BuildHasher,
{
    type Output = V;
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("no entry found for key")
    }
}
impl<K, V, S> FromIterator<(K, V)> for HashMap<K, V, S>
where
    K: Eq + Hash,
    S: BuildHasher + Default,
{
    fn from_iter<T: IntoIterator<Item = (K, V)>>(iter: T) -> HashMap<K, V, S> {
        let mut map = HashMap::with_hasher(Default::default());
        map.extend(iter);
        map
    }
}
impl<K, V, S> Extend<(K, V)> for HashMap<K, V, S>
where
    K: Eq + Hash,
    S: BuildHasher,
{
    fn extend<T: IntoIterator<Item = (K, V)>>(&mut self, iter: T) {
        for (k, v) in iter {
            self.insert(k, v);
        }
    }
}
impl<K, V, const N: usize> From<[(K, V); N]> for HashMap<K, V, RandomState>
where
    K: Eq + Hash,
{
    fn from(arr: [(K, V); N]) -> Self {
        Self::from_iter(arr)
    }
}
impl<'a, K, V, S> IntoIterator for &'a HashMap<K, V, S> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;
    fn into_iter(self) -> Iter<'a, K, V> {
        self.iter()
    }
}
impl<'a, K, V, S> IntoIterator for &'a mut HashMap<K, V, S> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;
    fn into_iter(self) -> IterMut<'a, K, V> {
        self.iter_mut()
    }
}
impl<K, V, S> IntoIterator for HashMap<K, V, S> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;
    fn into_iter(self) -> IntoIter<K, V> {
        IntoIter { base: self.table.into_iter() }
    }
}
pub struct Iter<'a, K: 'a, V: 'a> {
    base: slice::Iter<'a, Bucket<K, V>>,
}
impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Iter { base: self.base.clone() }
    }
}
impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);
    fn next(&mut self) -> Option<(&'a K, &'a V)> {
        match self.base.next() {
            Some(bucket) => Some((&bucket.pair.0, &bucket.pair.1)),
            None => None,
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.base.size_hint()
    }
}
impl<K, V> ExactSizeIterator for Iter<'_, K, V> {}
pub struct IterMut<'a, K: 'a, V: 'a> {
    base: slice::IterMut<'a, Bucket<K, V>>,
}
impl<'a, K, V> Iterator for IterMut<'a, K, V> {
    type Item = (&'a K, &'a mut V);
    fn next(&mut self) -> Option<(&'a K, &'a mut V)> {
        match self.base.next() {
            Some(bucket) => Some((&bucket.pair.0, &mut bucket.pair.1)),
            None => None,
        }
    }
}
pub struct Drain<'a, K: 'a, V: 'a> {
    base: IntoIter<K, V>,
    map: core::marker::PhantomData<&'a mut (K, V)>,
}
impl<'a, K, V> Iterator for Drain<'a, K, V> {
    type Item = (K, V);
    fn next(&mut self) -> Option<(K, V)> {
        self.base.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.base.size_hint()
    }
}
impl<K, V> ExactSizeIterator for Drain<'_, K, V> {}
pub struct IntoIter<K, V> {
    base: vec::IntoIter<Bucket<K, V>>,
}
impl<K, V> Iterator for IntoIter<K, V> {
    type Item = (K, V);
    fn next(&mut self) -> Option<(K, V)> {
        match self.base.next() {
            Some(bucket) => Some(bucket.pair),
            None => None,
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.base.size_hint()
    }
}
pub struct Keys<'a, K: 'a, V: 'a> {
    inner: Iter<'a, K, V>,
}
impl<K, V> Clone for Keys<'_, K, V> {
    fn clone(&self) -> Self {
        Keys { inner: self.inner.clone() }
    }
}
impl<'a, K, V> Iterator for Keys<'a, K, V> {
    type Item = &'a K;
    fn next(&mut self) -> Option<&'a K> {
        match self.inner.next() {
            Some((k, _)) => Some(k),
            None => None,
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
pub struct Values<'a, K: 'a, V: 'a> {
    inner: Iter<'a, K, V>,
}
impl<'a, K, V> Iterator for Values<'a, K, V> {
    type Item = &'a V;
    fn next(&mut self) -> Option<&'a V> {
        match self.inner.next() {
            Some((_, v)) => Some(v),
            None => None,
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
pub struct ValuesMut<'a, K: 'a, V: 'a> {
    inner: IterMut<'a, K, V>,
}
impl<'a, K, V> Iterator for ValuesMut<'a, K, V> {
    type Item = &'a mut V;
    fn next(&mut self) -> Option<&'a mut V> {
        match self.inner.next() {
            Some((_, v)) => Some(v),
            None => None,
        }
    }
}
pub struct IntoKeys<K, V> {
    inner: IntoIter<K, V>,
}
impl<K, V> Iterator for IntoKeys<K, V> {
    type Item = K;
    fn next(&mut self) -> Option<K> {
        self.inner.next().map(|(k, _)| k)
    }
}
pub struct IntoValues<K, V> {
    inner: IntoIter<K, V>,
}
impl<K, V> Iterator for IntoValues<K, V> {
    type Item = V;
    fn next(&mut self) -> Option<V> {
        self.inner.next().map(|(_, v)| v)
    }
}

pub enum Entry<'a, K: 'a, V: 'a> {
    Occupied(OccupiedEntry<'a, K, V>),
    Vacant(VacantEntry<'a, K, V>),
}
pub struct OccupiedEntry<'a, K: 'a, V: 'a> {
    table: &'a mut Vec<Bucket<K, V>>,
    index: usize,
}
pub struct VacantEntry<'a, K: 'a, V: 'a> {
    table: &'a mut Vec<Bucket<K, V>>,
    index: usize,
    hash: u64,
    key: K,
}
impl<'a, K, V> Entry<'a, K, V> {
    pub fn or_insert(self, default: V) -> &'a mut V {
        match self {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(default),
        }
    }
    pub fn or_insert_with<F: FnOnce() -> V>(self, default: F) -> &'a mut V {
        match self {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(default()),
        }
    }
    pub fn or_insert_with_key<F: FnOnce(&K) -> V>(self, default: F) -> &'a mut V {
        match self {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let value = default(entry.key());
                entry.insert(value)
            }
        }
    }
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V> {
        match self {
            Entry::Occupied(mut entry) => {
                entry.insert(value);
                entry
            }
            Entry::Vacant(entry) => entry.insert_entry(value),
        }
    }
    pub fn key(&self) -> &K {
        match self {
            Entry::Occupied(entry) => entry.key(),
            Entry::Vacant(entry) => &entry.key,
        }
    }
    pub fn and_modify<F>(mut self, f: F) -> Self
    where
        F: FnOnce(&mut V),
    {
        if let Entry::Occupied(entry) = &mut self {
            f(entry.get_mut());
        }
        self
    }
}
impl<'a, K, V: Default> Entry<'a, K, V> {
    pub fn or_default(self) -> &'a mut V {
        match self {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(Default::default()),
        }
    }
}
impl<'a, K, V> OccupiedEntry<'a, K, V> {
    pub fn key(&self) -> &K {
        &self.table[self.index].pair.0
    }
    pub fn get(&self) -> &V {
        &self.table[self.index].pair.1
    }
    pub fn get_mut(&mut self) -> &mut V {
        &mut self.table[self.index].pair.1
    }
    pub fn into_mut(self) -> &'a mut V {
        &mut self.table[self.index].pair.1
    }
    pub fn insert(&mut self, value: V) -> V {
        core::mem::replace(self.get_mut(), value)
    }
    pub fn remove(self) -> V {
        self.table.remove(self.index).pair.1
    }
    pub fn remove_entry(self) -> (K, V) {
        self.table.remove(self.index).pair
    }
}
impl<'a, K: 'a, V: 'a> VacantEntry<'a, K, V> {
    pub fn key(&self) -> &K {
        &self.key
    }
    pub fn into_key(self) -> K {
        self.key
    }
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V> {
        self.table.insert(self.index, Bucket { hash: self.hash, pair: (self.key, value) });
        OccupiedEntry { table: self.table, index: self.index }
    }
    pub fn insert(self, value: V) -> &'a mut V {
        self.table.insert(self.index, Bucket { hash: self.hash, pair: (self.key, value) });
        &mut self.table[self.index].pair.1
    }
}
