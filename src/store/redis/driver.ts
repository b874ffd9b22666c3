import { Fault } from '../../fault.ts'
import type { RedisAddress } from './address.ts'

/** What a connection tells. */
export interface ConnectionEvents {
  readonly onReady: () => void
  /** It was lost, or could not be made; it is made again by itself. */
  readonly onClose: () => void
  readonly onError: (error: unknown) => void
}

/** A connection of a Redis client. */
export interface RedisConnection {
  readonly call: (command: string, args: readonly (string | number)[]) => Promise<unknown>
  readonly end: () => void
}

/** Makes connections that come back by themselves, and never send a command twice. */
export type Driver = (address: RedisAddress, name: string, events: ConnectionEvents) => RedisConnection

/** Milliseconds without a reply after which a connection counts as lost: a network may swallow it without a word, a slow disk take seconds. */
const SILENT_MS = 8_000

/** Loads the client. Throws a Fault if it is not installed. */
export async function loadDriver(): Promise<Driver> {
  const { Redis } = await import('ioredis').catch((error: unknown) => {
    throw new Fault(
      'redis:// needs the package ioredis, which is not installed',
      'Install it beside greenroom: npm install ioredis@6. In a checkout of greenroom, run npm ci instead.',
      { cause: error },
    )
  })
  return (address, name, { onReady, onClose, onError }) => {
    const redis = new Redis({
      ...placeOf(address),
      ...(address.user === null ? {} : { username: address.user }),
      ...(address.password === null ? {} : { password: address.password }),
      ...(address.isEncrypted ? { tls: tlsFor(address.host) } : {}),
      db: address.database,
      connectionName: name,
      protocol: 2,
      connectTimeout: SILENT_MS,
      socketTimeout: SILENT_MS,
      // A command whose reply is lost may have been carried out: its sender finds out, and decides.
      autoResendUnfulfilledCommands: false,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      retryStrategy: (attempt) => Math.min(50 * attempt, 500),
      // After a failover: the server that it is connected to has become one that only reads.
      reconnectOnError: ({ message }) => /^READONLY\b/.test(message),
    })
    redis.on('ready', onReady)
    redis.on('close', onClose)
    redis.on('error', onError)
    return {
      call: (command, args) => redis.call(command, ...args),
      end: () => redis.disconnect(),
    }
  }
}

/** A server with several certificates chooses by the name, which an address is not. */
const tlsFor = (host: string) => (/^[\d.]+$|:/.test(host) ? {} : { servername: host })

const placeOf = ({ host, port, socketFile }: RedisAddress) =>
  socketFile === null ? { host, port, family: 0 } : { path: socketFile }
