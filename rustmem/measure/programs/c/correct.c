/* Ten blocks, each freed once. */
#include <stdio.h>
#include <stdlib.h>

int main(void) {
    for (int i = 0; i < 10; i++) {
        char *block = malloc(100);
        block[0] = (char)i;
        free(block);
    }
    puts("done");
}
