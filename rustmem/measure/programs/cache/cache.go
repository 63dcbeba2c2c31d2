// A long-lived cache with churn: three requests of four read an entry, the fourth replaces one.
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

type entry struct {
	name string
	data []uint64
	hits uint32
}

func newEntry(key, version uint32) *entry {
	e := &entry{name: fmt.Sprintf("entry-%d-%d", key, version), data: make([]uint64, 8)}
	for i := range e.data {
		e.data[i] = uint64(version) + uint64(i)
	}
	return e
}

func next(x uint32) uint32 {
	x ^= x << 13
	x ^= x >> 17
	return x ^ x<<5
}

// One request; what it adds to the sum.
func request(cache map[uint32]*entry, key, number uint32, read bool) uint32 {
	if !read {
		cache[key] = newEntry(key, number)
		return 1
	}
	found := cache[key]
	found.hits++
	answer := fmt.Sprintf("%s:%d", found.name, found.hits)
	return uint32(len(answer)) + uint32(found.data[3])
}

func main() {
	size, _ := strconv.ParseUint(os.Args[1], 10, 32)
	count, _ := strconv.ParseUint(os.Args[2], 10, 32)
	entries, requests, timed := uint32(size), uint32(count), len(os.Args) > 3
	var over [4]int
	limits := [4]time.Duration{100 * time.Microsecond, time.Millisecond, 10 * time.Millisecond, 100 * time.Millisecond}
	cache := map[uint32]*entry{}
	for key := uint32(0); key < entries; key++ {
		cache[key] = newEntry(key, 0)
	}
	x, sum := uint32(2463534242), uint32(0)
	for i := uint32(0); i < requests; i++ {
		x = next(x)
		key, read := x%entries, x>>8&3 != 0
		if timed {
			start := time.Now()
			sum += request(cache, key, i, read)
			took := time.Since(start)
			for b, limit := range limits {
				if took >= limit {
					over[b]++
				}
			}
		} else {
			sum += request(cache, key, i, read)
		}
	}
	fmt.Println("cache", entries, "requests", requests, "sum", sum)
	if timed {
		fmt.Fprintln(os.Stderr, "over 100us", over[0], "1ms", over[1], "10ms", over[2], "100ms", over[3])
	}
}
