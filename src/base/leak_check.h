/* LEAK_CHECK: built with AddressSanitizer, whose leak check traces the process and looks for
 * pointers in ordinary memory only. */
#ifndef BASE_LEAK_CHECK_H
#define BASE_LEAK_CHECK_H

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LEAK_CHECK 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) && !defined(LEAK_CHECK)
#define LEAK_CHECK 1
#endif

#endif
