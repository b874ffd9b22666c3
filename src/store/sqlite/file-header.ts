import { open, stat } from 'node:fs/promises'
import { Fault } from '../../fault.ts'

/** Marks the files of greenroom among all SQLite files: `grnr` in ASCII. */
export const APPLICATION_ID = 0x67726e72

/** What the first bytes of a file say of it. */
export type FileHeader =
  | { readonly kind: 'new' }
  | { readonly kind: 'foreign'; readonly what: string }
  | { readonly kind: 'ours' }

const MAGIC = 'SQLite format 3\0'
const HEADER_BYTES = 100
const APPLICATION_ID_AT = 68

/** Reads them, without SQLite, which might change the file. A file that does not exist, or is empty, is new. */
export async function readFileHeader(path: string): Promise<FileHeader> {
  const bytes = await firstBytes(path)
  if (bytes.length === 0) return { kind: 'new' }
  if (bytes.length < HEADER_BYTES || bytes.toString('latin1', 0, MAGIC.length) !== MAGIC)
    return { kind: 'foreign', what: 'is not a database' }
  return bytes.readUInt32BE(APPLICATION_ID_AT) === APPLICATION_ID
    ? { kind: 'ours' }
    : { kind: 'foreign', what: 'is a database of another program' }
}

async function firstBytes(path: string): Promise<Buffer> {
  const bytes = Buffer.alloc(HEADER_BYTES)
  try {
    // To open a pipe would wait for who writes to it.
    const found = await stat(path)
    if (!found.isFile() && !found.isDirectory())
      throw new Fault(`${path} is no regular file`, 'Choose another file for --data. Nothing was changed.')
    const file = await open(path, 'r')
    try {
      const { bytesRead } = await file.read(bytes, 0, HEADER_BYTES, 0)
      return bytes.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ENOENT') return bytes.subarray(0, 0)
    if (code === 'EISDIR') throw new Fault(`${path} is a folder`, `Name a file in it: --data ${path}/greenroom.db`)
    if (code === 'EACCES' || code === 'EPERM')
      throw new Fault(`${path} cannot be read: permission denied`, 'Give the user of this process access to it.')
    throw error
  }
}
