// dcc and the renderer were compiled for regenerator-runtime and use mark and wrap of it, for
// bodies that only await in sequence. These lines stand in for the 99 kB polyfill around it.
self.regeneratorRuntime = self.regeneratorRuntime || {
  mark: (body) => body,
  wrap: (step) => {
    const context = {
      prev: 0,
      next: 0,
      sent: undefined,
      done: false,
      value: undefined,
      stop() { this.done = true; return this.value; },
      abrupt(kind, value) {
        if (kind === "throw") throw value;
        this.value = value;
        this.next = "end";
        return ended;
      },
    };
    const ended = {};
    const advance = (sent) => {
      context.sent = sent;
      for (;;) {
        const value = step(context);
        if (context.done) return { value, done: true };
        if (value !== ended) return { value, done: false };
      }
    };
    return { next: advance, throw: (error) => { context.done = true; throw error; } };
  },
};
