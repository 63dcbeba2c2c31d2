/* Ten blocks, and the pointers to four of them are lost. */
#include <stdio.h>
#include <stdlib.h>

int main(void) {
    for (int i = 0; i < 10; i++) {
        char *block = malloc(100);
        block[0] = (char)i;
        if (i >= 4)
            free(block);
        block = NULL;
    }
    puts("done");
}
