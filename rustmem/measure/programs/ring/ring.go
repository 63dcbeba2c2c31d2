// A ring of messages: each request allocates 1 KiB, fills it, and takes the place of the oldest message.
package main

import (
	"fmt"
	"os"
	"strconv"
)

const size = 1024

func next(x uint32) uint32 {
	x ^= x << 13
	x ^= x >> 17
	return x ^ x<<5
}

func main() {
	window, _ := strconv.Atoi(os.Args[1])
	requests, _ := strconv.Atoi(os.Args[2])
	ring := make([][]byte, window)
	x, sum := uint32(2463534242), uint32(0)
	for i := 0; i < requests; i++ {
		x = next(x)
		message := make([]byte, size)
		for j := range message {
			message[j] = byte(x)
		}
		old := ring[i%window]
		ring[i%window] = message
		if old != nil {
			sum += uint32(old[x%size])
		}
	}
	fmt.Println("ring", window, "requests", requests, "sum", sum)
}
