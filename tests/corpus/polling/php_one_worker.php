<?php
// php -S localhost:8000 php_one_worker.php
$file = sys_get_temp_dir() . '/tp_' . $_SERVER['SERVER_PORT'] . '.json';
if (!file_exists($file)) file_put_contents($file, json_encode(['status' => 'En attente', 'version' => 0]));
header('Content-Type: application/json');

switch (strtok($_SERVER['REQUEST_URI'], '?')) {
    case '/update-status':
        if ($_SERVER['REQUEST_METHOD'] !== 'POST') { http_response_code(405); break; }
        $in = json_decode(file_get_contents('php://input'), true);
        if (!isset($in['status']) || !is_string($in['status']) || $in['status'] === '') {
            http_response_code(400);
            echo '{"error":"status requis"}';
            break;
        }
        $state = json_decode(file_get_contents($file), true);
        $state['status'] = $in['status'];
        $state['version']++;
        file_put_contents($file, json_encode($state), LOCK_EX);
        echo json_encode($state);
        break;
    case '/poll-status':
        $last = (int) ($_GET['last_version'] ?? -1);
        for ($i = 0; $i < (getenv('HOLD') ?: 25) * 10; $i++) {
            $state = json_decode(file_get_contents($file), true);
            if ($state['version'] > $last) {
                echo json_encode($state);
                break 2;
            }
            usleep(100000);
        }
        http_response_code(204);
        break;
    default:
        http_response_code(404);
}
