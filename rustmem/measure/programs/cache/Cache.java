import java.util.HashMap;

/** A long-lived cache with churn: three requests of four read an entry, the fourth replaces one. */
public class Cache {
    static final class Entry {
        final String name;
        final long[] data = new long[8];
        int hits;

        Entry(int key, int version) {
            name = "entry-" + key + "-" + version;
            for (int i = 0; i < 8; i++) data[i] = (long) version + i;
        }
    }

    static int next(int x) {
        x ^= x << 13;
        x ^= x >>> 17;
        return x ^ x << 5;
    }

    /** One request; what it adds to the sum. */
    static int request(HashMap<Integer, Entry> cache, int key, int number, boolean read) {
        if (!read) {
            cache.put(key, new Entry(key, number));
            return 1;
        }
        Entry found = cache.get(key);
        found.hits++;
        String answer = found.name + ":" + found.hits;
        return answer.length() + (int) found.data[3];
    }

    public static void main(String[] arguments) {
        int entries = Integer.parseInt(arguments[0]), requests = Integer.parseInt(arguments[1]);
        boolean timed = arguments.length > 2;
        long[] over = new long[4], limits = {100_000, 1_000_000, 10_000_000, 100_000_000};
        HashMap<Integer, Entry> cache = new HashMap<>();
        for (int key = 0; key < entries; key++) cache.put(key, new Entry(key, 0));
        int x = (int) 2463534242L, sum = 0;
        for (int i = 0; i < requests; i++) {
            x = next(x);
            int key = Integer.remainderUnsigned(x, entries);
            boolean read = (x >>> 8 & 3) != 0;
            if (timed) {
                long start = System.nanoTime();
                sum += request(cache, key, i, read);
                long took = System.nanoTime() - start;
                for (int b = 0; b < 4; b++) if (took >= limits[b]) over[b]++;
            } else {
                sum += request(cache, key, i, read);
            }
        }
        System.out.println("cache " + entries + " requests " + requests + " sum " + Integer.toUnsignedString(sum));
        if (timed) System.err.println("over 100us " + over[0] + " 1ms " + over[1] + " 10ms " + over[2] + " 100ms " + over[3]);
    }
}
