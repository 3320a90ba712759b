#!/usr/bin/env python3
"""Reads and verifies images with libraries of another language (cbor2, cbor-diag, cryptography): seal.py NEEDLEPOINT

The payload must be deterministic CBOR by cbor2's own encoder, the signature must hold by OpenSSL, and the digests must be those of the files.
The diagnostic notation of an image, parsed by cbor-diag, must give the file again.
"""
import glob
import hashlib
import io
import os
import subprocess
import sys
import tempfile

import cbor2
import cbor_diag
from cryptography.hazmat.primitives.serialization import load_pem_public_key

needlepoint = os.path.realpath(sys.argv[1])
root = os.path.realpath(os.path.join(os.path.dirname(__file__), "../.."))


def run(*arguments):
    return subprocess.run([needlepoint, *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


def whole(data):
    """One item, and nothing behind it."""
    stream = io.BytesIO(data)
    item = cbor2.CBORDecoder(stream).decode()
    assert stream.read() == b"", "bytes behind the item"
    return item


with tempfile.TemporaryDirectory() as place:
    key = os.path.join(place, "test.key.pem")
    run("keygen", "--out", key)
    with open(os.path.join(place, "test.key.pub.pem"), "rb") as file:
        public = load_pem_public_key(file.read())
    # OpenSSL itself reads the private key, and finds the same public one in it.
    found = subprocess.run(["openssl", "pkey", "-in", key, "-pubout"], check=True, capture_output=True).stdout
    assert load_pem_public_key(found).public_bytes_raw() == public.public_bytes_raw(), "another public key"

    images = 0
    for protocol in sorted(glob.glob(os.path.join(root, "protocols", "*.needle"))):
        name = os.path.basename(protocol).removesuffix(".needle")
        out = os.path.join(place, name)
        run("build", protocol, "--no-clinic", "--today", "2026-11-22", "--out", out)
        [unsigned] = glob.glob(os.path.join(out, "*.unsigned.npp"))
        said = run("sign", unsigned, "--key", key, "--out", os.path.join(place, name + ".npp"))
        with open(os.path.join(place, name + ".npp"), "rb") as file:
            image = file.read()
        sealed = whole(image)
        assert sealed.tag == 18, "no COSE_Sign1"
        protected, unprotected, payload, signature = sealed.value
        raw = public.public_bytes_raw()
        assert whole(protected) == {1: -19, 3: "application/vnd.needlepoint+cbor", 4: hashlib.sha256(raw).digest()[:8]}, "the protected header"
        assert unprotected == {}, "the unprotected header"
        # Raises when the signature does not hold.
        public.verify(signature, cbor2.dumps(["Signature1", protected, b"", payload]))
        says = whole(payload)
        assert cbor2.dumps(says, canonical=True) == payload, "not deterministically encoded"
        assert says[0] == 1 and says[1] is False and len(says) == 11, "format, bench mark or keys"
        with open(protocol, "rb") as file:
            text = file.read()
        assert says[4] == [[os.path.basename(protocol), hashlib.sha256(text).digest()]], "the digest of the protocol"
        digest = hashlib.sha512(b"needlepoint treatment\0" + says[8]).digest()
        bits = "".join(f"{byte:08b}" for byte in digest)
        groups = list(dict.fromkeys(int(bits[at : at + 11], 2) for at in range(0, 506, 11)))
        assert says[10] == groups[:4], "the check numbers"
        with open(os.path.join(root, "src/plan/bip39-english.txt")) as file:
            words = file.read().split()
        assert "check words: " + " ".join(words[number] for number in says[10]) in said, said
        treatment = whole(says[8])
        assert cbor2.dumps(treatment, canonical=True) == says[8], "the treatment is not deterministically encoded"
        # Every byte again, from what a person reads; and before anybody signed it.
        shown = run("inspect", os.path.join(place, name + ".npp"), "--format", "diag")
        assert cbor_diag.diag2cbor(shown) == image, "another image in diagnostic notation"
        assert cbor_diag.diag2cbor(run("inspect", unsigned, "--format", "diag")) == payload, "another unsigned image in diagnostic notation"
        images += 1
    assert images == 8, images
print(f"{images} images verified and read by cbor2 and cryptography")
