import 'reflect-metadata';
import {
  BadRequestException, Body, Controller, Get, Header, HttpStatus, Injectable, Module, ParseIntPipe, Post, Query, Res,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Response } from 'express';
import { Subject, firstValueFrom, timeout, catchError, of } from 'rxjs';

interface TaskState {
  status: string;
  version: number;
}

@Injectable()
class TaskService {
  private state: TaskState = { status: 'En attente', version: 0 };
  private readonly changes = new Subject<TaskState>();

  get current(): TaskState {
    return this.state;
  }

  update(status: string): TaskState {
    this.state = { status, version: this.state.version + 1 };
    this.changes.next(this.state);
    return this.state;
  }

  next(ms: number): Promise<TaskState | null> {
    return firstValueFrom(this.changes.pipe(timeout(ms), catchError(() => of(null))));
  }
}

@Controller()
class TaskController {
  constructor(private readonly tasks: TaskService) {}

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  index(): string {
    return `<p id="status"></p><script>
      let version = -1;
      (async () => { for (;;) {
        const r = await fetch('/poll-status?last_version=' + version);
        if (r.status === 200) { const d = await r.json(); version = d.version; document.getElementById('status').innerText = d.status; }
      } })();
      const update = (status) => fetch('/update-status', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ status }) });
    </script><button onclick="update('En cours')">En cours</button>`;
  }

  @Get('poll-status')
  async poll(@Query('last_version', ParseIntPipe) last: number, @Res() res: Response): Promise<void> {
    const state = last < this.tasks.current.version
      ? this.tasks.current
      : await this.tasks.next(Number(process.env.HOLD ?? 25) * 1000);
    if (state) {
      res.json(state);
    } else {
      res.status(HttpStatus.NO_CONTENT).send();
    }
  }

  @Post('update-status')
  update(@Body('status') status: unknown): TaskState {
    if (typeof status !== 'string' || !status) {
      throw new BadRequestException('Le statut est requis');
    }
    return this.tasks.update(status);
  }
}

@Module({ controllers: [TaskController], providers: [TaskService] })
class AppModule {}

NestFactory.create(AppModule, { logger: false })
  .then((app) => app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1'));
