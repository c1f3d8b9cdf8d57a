import 'reflect-metadata';
import { Controller, Get, Header, MessageEvent, Module, Sse } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Observable, interval, map, share, startWith } from 'rxjs';

const prices: Record<string, number> = { AAPL: 170, GOOG: 1500, MSFT: 250, AMZN: 130 };

function quote() {
  const symbols = Object.keys(prices);
  const symbol = symbols[Math.floor(Math.random() * symbols.length)];
  const change = Number((prices[symbol] * (Math.random() - 0.5) * 0.01).toFixed(2));
  prices[symbol] = Number((prices[symbol] + change).toFixed(2));
  return { symbol, price: prices[symbol], change };
}

@Controller()
class QuotesController {
  private readonly ticks = interval(Number(process.env.INTERVAL ?? 2) * 1000).pipe(map(quote), share());

  @Get()
  @Header('Content-Type', 'text/html')
  index(): string {
    return `<b id="q">…</b><script>
      const source = new EventSource('/stream');
      source.onmessage = (event) => { document.getElementById('q').textContent = event.data; };
    </script>`;
  }

  @Sse('stream')
  stream(): Observable<MessageEvent> {
    return this.ticks.pipe(startWith(quote()), map((data) => ({ data })));
  }
}

@Module({ controllers: [QuotesController] })
class AppModule {}

NestFactory.create(AppModule, { logger: false })
  .then((app) => app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1'));
