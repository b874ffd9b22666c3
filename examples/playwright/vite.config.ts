import { defineConfig } from 'vite'

export default defineConfig({
  server: {
    port: 5173,
    strictPort: true,
    // As an object: the Host of the browser, which names the world, is passed on. Given as a text, Vite would put its own.
    proxy: { '^/rooms/[^/]+/join$': { target: 'http://127.0.0.1:4010' } },
  },
})
