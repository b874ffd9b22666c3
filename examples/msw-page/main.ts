import { worker } from './mocks.ts'

// Only then the application: socket.io-client takes the page's WebSocket when it is imported.
await worker.start()
await import('./app.ts')
