// Prints, for heaps of several sizes and settings of GOGC: live bytes, stack, globals, GOGC and the goal of the pacer.
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

var kept [][]byte

func read(names ...string) []uint64 {
	samples := make([]metrics.Sample, len(names))
	for i, name := range names {
		samples[i].Name = name
	}
	metrics.Read(samples)
	values := make([]uint64, len(names))
	for i := range samples {
		values[i] = samples[i].Value.Uint64()
	}
	return values
}

func main() {
	for _, gogc := range []int{50, 100, 200} {
		debug.SetGCPercent(gogc)
		for _, megabytes := range []int{1, 8, 32, 128} {
			kept = nil
			for i := 0; i < megabytes*1024; i++ {
				kept = append(kept, make([]byte, 1024))
			}
			runtime.GC()
			v := read("/gc/heap/live:bytes", "/gc/scan/stack:bytes", "/gc/scan/globals:bytes", "/gc/heap/goal:bytes")
			fmt.Println(v[0], v[1], v[2], gogc, v[3])
		}
	}
}
