import java.util.Arrays;

/** A ring of messages: each request allocates 1 KiB, fills it, and takes the place of the oldest message. */
public class Ring {
    static final int SIZE = 1024;

    static int next(int x) {
        x ^= x << 13;
        x ^= x >>> 17;
        return x ^ x << 5;
    }

    public static void main(String[] arguments) {
        int window = Integer.parseInt(arguments[0]), requests = Integer.parseInt(arguments[1]);
        byte[][] ring = new byte[window][];
        int x = (int) 2463534242L, sum = 0;
        for (int i = 0; i < requests; i++) {
            x = next(x);
            byte[] message = new byte[SIZE], old = ring[i % window];
            Arrays.fill(message, (byte) x);
            ring[i % window] = message;
            if (old != null) sum += old[Integer.remainderUnsigned(x, SIZE)] & 255;
        }
        System.out.println("ring " + window + " requests " + requests + " sum " + Integer.toUnsignedString(sum));
    }
}
