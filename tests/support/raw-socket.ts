import { connect, type Socket } from 'node:net'

/** Sends a request and then reads nothing, not even what has come, until it is resumed. */
export const sendUnread = (port: number, bytes: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.pause()
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      socket.on('error', () => socket.destroy())
      socket.write(bytes, 'latin1', () => resolve(socket))
    })
  })
