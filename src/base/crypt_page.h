/* One page of a SQLCipher database (format 3, pages of 4096 bytes) against the HMAC it carries: what the
 * library itself checks only for pages it happens to read, and not at all where a page is all zero. */
#ifndef BASE_CRYPT_PAGE_H
#define BASE_CRYPT_PAGE_H

#include "src/base/crypt.h"
#include "src/base/err.h"

#define PAGE_LEN 4096
#define PAGE_RESERVE 48		/* at the end: IV 16, HMAC 20, and 12 bytes that nothing protects */
#define PAGE_SALT_LEN 16
#define PAGE_MAC_LEN 20

/* key, salt: those of the database. Free with page_key_free, which wipes. */
struct page_key;
struct page_key *page_key_new(const uint8_t key[KEY_LEN], const uint8_t salt[PAGE_SALT_LEN]);
void page_key_free(struct page_key *key);	/* NULL is allowed */
CLEANUP_DEFINE(struct page_key *, page_key_free)

enum page_state { PAGE_GOOD, PAGE_CHANGED, PAGE_ZERO };
/* number counts from 1. */
enum page_state page_check(const struct page_key *key, const uint8_t page[PAGE_LEN], uint32_t number);

#endif
