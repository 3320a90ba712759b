/* What the loader asks of a firmware, by Monocypher: the signature and the digest, over parts that are never put together. */
#include "monocypher-ed25519.h"
#include "needlepoint.h"

void np_sha512(uint8_t digest[64], const np_text *parts, size_t count)
{
    crypto_sha512_ctx hash;
    crypto_sha512_init(&hash);
    for (size_t at = 0; at < count; at++)
        crypto_sha512_update(&hash, parts[at].bytes, parts[at].length);
    crypto_sha512_final(&hash, digest);
}

/* RFC 8032, 5.1.7: the equation over SHA-512 of the signature's first half, the key and the message. */
uint8_t np_ed25519(const uint8_t public_key[32], const uint8_t signature[64], const np_text *parts, size_t count)
{
    uint8_t digest[64], scalar[32];
    crypto_sha512_ctx hash;
    crypto_sha512_init(&hash);
    crypto_sha512_update(&hash, signature, 32);
    crypto_sha512_update(&hash, public_key, 32);
    for (size_t at = 0; at < count; at++)
        crypto_sha512_update(&hash, parts[at].bytes, parts[at].length);
    crypto_sha512_final(&hash, digest);
    crypto_eddsa_reduce(scalar, digest);
    return crypto_eddsa_check_equation(signature, public_key, scalar) == 0;
}
