import type * as Http from 'node:http'

/**
 * `node:http`, without its import: that reads all its exports, and one of them loads Node's whole `fetch`, which took longer than all
 * of greenroom.
 */
export const http: typeof Http = process.getBuiltinModule('node:http')
