/* Reads a block after it was freed. */
#include <stdio.h>
#include <stdlib.h>

int main(void) {
    char *block = malloc(100);
    block[0] = 1;
    free(block);
    printf("done %d\n", block[0] != 2);
}
