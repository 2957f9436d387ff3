#!/bin/sh
# Makes an NSIS for 64-bit Windows, as root, inside a Debian that has `nsis` installed: the compiler proper of the same
# version and the same settings, beside that Debian's own stubs, plug-ins and headers. `windows/nsis.py` runs it.
# usage: make-nsis.sh WORK   ->  WORK/NSIS/makensis.exe, WORK/NSIS/Bin/makensis.exe, WORK/NSIS/Stubs, ...
set -eu
mkdir -p "$1"; cd "$1"
export DEBIAN_FRONTEND=noninteractive
version=$(makensis -VERSION); version=${version#v}   # 3.11-1
source=nsis-${version%-*}                            # nsis-3.11
rm -rf "$source" made NSIS; mkdir made

# 1. The cross compiler and the source (the .dsc is not asked for: this needs no dpkg-dev, and a mirror may lack it).
lines=/etc/apt/sources.list.d/nsis-source.list
trap 'rm -f "$lines"' EXIT
sed -n 's/^deb /deb-src /p' /etc/apt/sources.list > "$lines"
apt-get -qq update
apt-get -qq --yes --no-install-recommends install g++-mingw-w64-x86-64-win32 libz-mingw-w64-dev > made/apt.log 2>&1
apt-get -qq clean
apt-get -qq --download-only --tar-only -o APT::Sandbox::User=root source "nsis=$version"
tar xf "nsis_${version%-*}.orig.tar.gz"

# 2. The three headers SCons would write, with what this Debian's makensis says it was made with: the stubs are its own.
makensis -HDRINFO | sed -n 's/^Defined symbols: //p' | tr , '\n' | while IFS='=' read -r name value; do
  case $name in
    NSIS_PACKEDVERSION) echo "#define $name _T(\"$value\")" >> made/nsis-version.h; continue ;;
    # what the program finds out by itself, or its sources say, or belongs to a Unix
    __*|NSISDIR|PREFIX_*|NSIS_CONFIG_CONST_DATA_PATH|NSIS_VERSION|NSIS_UNICODE*|NSIS_MAKENSIS64) continue ;;
    NSIS_CHAR_SIZE|NSIS_PTR_SIZE|NSIS_CPU|NSIS_IX86|NSIS_AMD64) continue ;;
    NSIS_SUPPORT_LANG_IN_STRINGS|NSIS_SUPPORT_NAMED_USERVARS) continue ;;
    NSIS_VARS_SECTION) echo "#define $name \"$value\"" >> made/nsis-sconf.h ;;
    *) echo "#define $name $value" >> made/nsis-sconf.h ;;
  esac
  echo "definedlist.add(_T(\"$name\"), _T(\"$value\"));" >> made/nsis-defines.h
done
cat >> made/nsis-version.h <<H
#include "$PWD/$source/Source/tchar.h"
#define NSIS_VERSION _T("v$version")
/* MinGW's own is __builtin_offsetof, which takes constant indexes only; build.cpp asks for more. */
#undef FIELD_OFFSET
#define FIELD_OFFSET(type, field) ((LONG)(LONG_PTR)&(((type *)0)->field))
H

# 3. Compile and link; gnu++98, because the sources increment a bool.
flags="-O2 -w -std=gnu++98 -I$PWD/made -DNSISCALL= -DUNICODE -D_UNICODE -DMAKENSIS -DCOMPRESS_MF_BT -D_WIN32_IE=0x0500"
cd "$source/Source"
lzma='OutBuffer StreamUtils LZInWindow LZMAEncoder RangeCoderBit Alloc CRC 7zGuids'
{ ls -S *.cpp crc32.c bzip2/blocksort.c bzip2/bzlib.c bzip2/compress.c bzip2/huffman.c | grep -v validateunicode
  for name in $lzma; do find 7zip -name "$name.cpp"; done; } > ../../made/files
xargs -P "$(nproc)" -n 1 sh -c 'x86_64-w64-mingw32-gcc $0 -c "$1" -o "../../made/$(basename "$1").o"' "$flags" < ../../made/files
cd ../..
x86_64-w64-mingw32-g++ -static -s -Wl,--no-insert-timestamp -o made/makensis.exe made/*.o \
  -lz -lgdi32 -luser32 -lshlwapi -loleaut32 -lversion -lshell32 -lole32 -luuid
x86_64-w64-mingw32-gcc -Os -w -s -DUNICODE -D_UNICODE -nostdlib -Wl,-emainCRTStartup,--no-insert-timestamp \
  -o made/start.exe "$source/Contrib/SubStart/substart.c" -lkernel32 -luser32

# 4. The folder as it lies on a Windows: NSIS\makensis.exe starts NSIS\Bin\makensis.exe, whose data are in NSIS.
cp -r /usr/share/nsis NSIS
cp /etc/nsisconf.nsh NSIS/
cp made/start.exe NSIS/makensis.exe
cp made/makensis.exe NSIS/Bin/
