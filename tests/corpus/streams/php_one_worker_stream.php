<?php
// php -S localhost:8000 php_one_worker_stream.php
if ($_SERVER['REQUEST_URI'] == '/') {
    echo '<p id="p"></p><script>new EventSource("/stream").onmessage = e => { p.textContent = e.data }</script>';
    exit;
}
header('Content-Type: text/event-stream');
header('Cache-Control: no-cache');
header('X-Accel-Buffering: no');
$price = 100;
$id = 0;
while (true) {
    $change = rand(-100, 100) / 100;
    $price += $change;
    $id++;
    echo "id: $id\ndata: " . json_encode(['symbol' => 'AAPL', 'price' => round($price, 2), 'change' => $change]) . "\n\n";
    flush();
    usleep((getenv('INTERVAL') ?: 2) * 1000000);
}
