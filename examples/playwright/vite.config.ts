import { defineConfig } from 'vite'

export default defineConfig({
  server: {
    port: 5173,
    strictPort: true,
    // As an object: the browser's Host, which names the world, is passed on. With a string, Vite would send its own.
    proxy: { '^/rooms/[^/]+/join$': { target: 'http://127.0.0.1:4010' } },
  },
})
