import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;

/** Allocates and drops arrays; prints the bytes allocated, the size of the eden, and how often the young were collected. */
public class Young {
    static byte[] last;

    static long collections() {
        long count = 0;
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (bean.getName().equals("Copy")) count = bean.getCollectionCount();
        }
        return count;
    }

    public static void main(String[] arguments) {
        var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long eden = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getName().equals("Eden Space")) eden = pool.getUsage().getMax();
        }
        long id = Thread.currentThread().getId();
        System.gc();
        long before = collections(), start = thread.getThreadAllocatedBytes(id);
        for (int i = 0; i < 1_000_000; i++) last = new byte[1008];
        long bytes = thread.getThreadAllocatedBytes(id) - start;
        System.out.println(bytes + " " + eden + " " + (collections() - before));
    }
}
