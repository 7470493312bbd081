;; Writes streams of chunks that Lokoscope reads: docs/trace-format.md says what they are,
;; docs/writers.md how this file is used.
;;
;; R6RS, and nothing but: what differs from one implementation to the next is in (lokoscope host).
;; One thread at a time may report events to a stream. An event that is not finished (its writer
;; was interrupted and never came back) leaves no trace but what `discard-event!` must be told.
;;
;; A stream is a vector, because constant indices of vectors are what every compiler makes fast.

(library (lokoscope writer)
  (export make-stream open-stream begin-stream! flush-stream! discard-event! stream-busy?
          stream-pending stream-number
          capability-bits crc32c
          ;; the events, each (name stream time field ...), as docs/events.md lists them
          string-defined site-defined named site-ends process-spawned process-dispatched
          process-preempted process-waiting process-woken process-ended process-failed
          process-killed message-sent message-received interrupt-raised interrupt-acknowledged
          fiber-spawned fiber-ready fiber-resumed fiber-suspended fiber-ended fiber-failed
          reachability-checked subject-kept fibers-kept continuation-captured
          continuation-reinstated continuation-reclaimed continuations-retained winder-pushed
          winder-popped winders-rewound object-created offer-enqueued offer-matched offers-swept
          condition-signalled offers-placed message-queued message-taken messages-kept
          message-value timer-armed timer-fired timer-cancelled timer-weighed io-waiting io-ready
          io-failed connection-made bytes-written bytes-read heap-after-collection heap-sampled
          run-delayed pages-awaited marked span-began span-ended counted stack-snapshot
          winder-snapshot stack-sampled stack-holds events-lost stream-began events-removed
          command-started command-ended command-killed)
  (import (rnrs base)
          (rnrs bytevectors)
          (rnrs control)
          (rnrs lists)
          (lokoscope host))

  (define max-chunk 65536)
  (define frame 40)
  (define header 44)
  (define max-varint 10)
  (define max-text 8192)
  (define max-sequence 4096)

  ;; What is where in a stream.
  (define-syntax define-slots
    (syntax-rules ()
      ((_ (index ref set) ...)
       (begin
         (begin
           (define-syntax ref (syntax-rules () ((_ s) (vector-ref s index))))
           (define-syntax set (syntax-rules () ((_ s v) (vector-set! s index v)))))
         ...))))

  (define-slots
    (0 bytes-of set-bytes!)
    (1 position-of set-position!)
    (2 count-of set-count!)
    (3 base-of set-base!)
    (4 last-time-of set-last-time!)
    (5 sequence-of set-sequence!)
    (6 number-of set-number!)
    (7 run-of set-run!)
    (8 write-of set-write!)
    (9 busy-of set-busy!))

  ;; The last value of each kind of field that is kept as a difference, from this index on.
  (define first-last 10)
  (define slots 22)

  ;; number: of the stream, the virtual CPU from 0
  ;; run: the first 32 bits of the run's id, unsigned
  ;; write: a procedure that gets a chunk as a bytevector and how many bytes of it count; the
  ;; bytevector is used again afterwards
  (define (make-stream number run write)
    (let ((s (make-vector slots 0)))
      (set-bytes! s (make-bytevector max-chunk 0))
      (set-position! s header)
      (set-number! s number)
      (set-run! s run)
      (set-write! s write)
      (set-busy! s #f)
      s))

  (define (stream-number s) (number-of s))

  ;; How many events wait to be written.
  (define (stream-pending s) (count-of s))

  ;; Whether an event is being written: who interrupts that must not report events.
  (define (stream-busy? s) (busy-of s))

  ;; Capabilities as the number that stream-began wants.
  (define (capability-bits names)
    (fold-left
     (lambda (bits name)
       (let ((bit (assq name '((sizes . 1) (frames . 2) (winders . 4) (offers . 8) (timers . 16)
                               (messages . 32) (reachability . 64) (wakes . 128) (heap . 256)))))
         (if bit
             (int-or bits (cdr bit))
             (error 'capability-bits "not a capability" name))))
     0
     names))

  ;; A stream of a run of its own that has begun now. Returns the stream and a procedure without
  ;; arguments that gives the time for events.
  (define (open-stream number write capabilities runtime version)
    (let* ((high (random-bits64)) (low (random-bits64))
           (s (make-stream number (div (mod high (expt 2 64)) (expt 2 32)) write))
           (monotonic (monotonic-nanoseconds)))
      (begin-stream! s high low (process-id) (wall-nanoseconds) monotonic
                     (capability-bits capabilities) (host-name) runtime version)
      (values s (lambda () (- (monotonic-nanoseconds) monotonic)))))

  ;; Says who writes; wall and monotonic are the clocks at time 0 of the stream.
  (define (begin-stream! s high low process wall monotonic bits host runtime version)
    (stream-began s 0 high low process wall monotonic bits
                  (string-append host "\t" runtime "\t" version)))

  ;; CRC32C, four bytes at a time.

  ;; Four tables of 256 words in a bytevector: words of it are numbers that no compiler boxes.
  (define crc-tables
    (let ((tables (make-bytevector 4096 0)))
      (do ((i 0 (+ i 1))) ((= i 256))
        (u32-set! tables (* 4 i)
                  (let loop ((c i) (n 8))
                    (cond ((zero? n) c)
                          ((odd? c) (loop (int-xor (int-shift-right c 1) #x82F63B78) (- n 1)))
                          (else (loop (int-shift-right c 1) (- n 1)))))))
      (do ((i 256 (+ i 1))) ((= i 1024) tables)
        (let ((c (u32-ref tables (* 4 (- i 256)))))
          (u32-set! tables (* 4 i)
                    (int-xor (int-shift-right c 8)
                             (u32-ref tables (* 4 (int-and c 255)))))))))

  (define (crc-update crc bytes start end)
    (let ((tables crc-tables))
      (let loop ((crc crc) (i start))
        (let ((c (int-and crc #xFFFFFFFF)))
          (cond
           ((<= (+ i 4) end)
            (let ((x (int-xor c (u32-ref bytes i))))
              (loop (int-xor
                     (int-xor (u32-ref tables (+ 3072 (int-shift-left (int-and x 255) 2)))
                              (u32-ref tables (+ 2048 (int-and (int-shift-right x 6) 1020))))
                     (int-xor (u32-ref tables (+ 1024 (int-and (int-shift-right x 14) 1020)))
                              (u32-ref tables (int-and (int-shift-right x 22) 1020))))
                    (+ i 4))))
           ((< i end)
            (loop (int-xor (int-shift-right c 8)
                           (u32-ref tables
                                    (int-shift-left
                                     (int-and (int-xor c (bytevector-u8-ref bytes i)) 255) 2)))
                  (+ i 1)))
           (else c))))))

  ;; The checksum of a chunk: all of it but the four bytes of the checksum itself.
  (define (crc32c bytes length)
    (int-xor #xFFFFFFFF
             (crc-update (crc-update #xFFFFFFFF bytes 0 36) bytes frame length)))

  ;; Chunks.

  (define (put32! bytes at n)
    (bytevector-u32-set! bytes at (mod n (expt 2 32)) (endianness little)))

  (define (put64! bytes at n)
    (bytevector-u64-set! bytes at (mod n (expt 2 64)) (endianness little)))

  (define (seal! s)
    (let ((bytes (bytes-of s))
          (span (- (last-time-of s) (base-of s))))
      (put32! bytes 0 #x434B4F4C)
      (put32! bytes 4 2)
      (put32! bytes 8 (number-of s))
      (put32! bytes 12 (sequence-of s))
      (put64! bytes 16 (base-of s))
      (put32! bytes 24 (if (< span (expt 2 32)) span #xFFFFFFFF))
      (put32! bytes 28 (count-of s))
      (put32! bytes 32 (- (position-of s) frame))
      (put32! bytes 40 (run-of s))
      (put32! bytes 36 (crc32c bytes (position-of s)))))

  ;; Hands over the events that there are.
  (define (flush-stream! s)
    (when (> (count-of s) 0)
      (seal! s)
      (let ((length (position-of s)))
        (set-sequence! s (+ (sequence-of s) 1))
        (set-position! s header)
        (set-count! s 0)
        (do ((i first-last (+ i 1))) ((= i slots))
          (vector-set! s i 0))
        ((write-of s) (bytes-of s) length))))

  ;; After an event that was begun and will never be finished: what is complete is handed over,
  ;; for the differences that later events are written by are not to be trusted.
  (define (discard-event! s)
    (set-busy! s #f)
    (flush-stream! s)
    (set-position! s header)
    (do ((i first-last (+ i 1))) ((= i slots))
      (vector-set! s i 0)))

  ;; Fields. Each put gets the bytes and the place to write at and returns the place behind.

  ;; Most numbers take one byte.
  (define-syntax put-varint
    (syntax-rules ()
      ((_ bytes at n)
       (let ((to bytes) (from at) (number n))
         (if (< number 128)
             (begin
               (bytevector-u8-set! to from number)
               (+ from 1))
             (put-long-varint to from number))))))

  (define (put-long-varint bytes at n)
    (let loop ((at at) (n n))
      (if (< n 128)
          (begin
            (bytevector-u8-set! bytes at n)
            (+ at 1))
          (begin
            (bytevector-u8-set! bytes at (int-or (int-and n 127) 128))
            (loop (+ at 1) (int-shift-right n 7))))))

  ;; Differences wrap at 64 bits.
  (define (wrapped n)
    (if (and (< n #x400000000000000) (> n #x-400000000000000))
        n
        (let ((low (mod n (expt 2 64))))
          (if (< low (expt 2 63)) low (- low (expt 2 64))))))

  (define (put-number bytes at n)
    (put-varint bytes at (if (< n 0) (- -1 (+ n n)) (+ n n))))

  (define (utf-16-length text)
    (let ((length (string-length text)))
      (let loop ((i 0) (n length))
        (if (= i length)
            n
            (loop (+ i 1)
                  (if (> (char->integer (string-ref text i)) #xFFFF) (+ n 1) n))))))

  ;; Its length always takes two bytes.
  (define (put-text bytes at text)
    (let* ((utf8 (string->utf8 text))
           (length (whole-characters utf8)))
      (bytevector-u8-set! bytes at (int-or (int-and length 127) 128))
      (bytevector-u8-set! bytes (+ at 1) (int-shift-right length 7))
      (bytevector-copy! utf8 0 bytes (+ at 2) length)
      (+ at 2 length)))

  ;; How many bytes make whole characters and are not too many.
  (define (whole-characters utf8)
    (if (<= (bytevector-length utf8) max-text)
        (bytevector-length utf8)
        (let loop ((end max-text))
          (if (= (int-and (bytevector-u8-ref utf8 end) #xC0) #x80)
              (loop (- end 1))
              end))))

  ;; A sequence is a vector of integers.
  (define (put-sequence bytes at numbers)
    (let ((length (min (vector-length numbers) max-sequence)))
      (let loop ((i 0) (at (put-varint bytes at length)))
        (if (= i length)
            at
            (loop (+ i 1) (put-number bytes at (vector-ref numbers i)))))))

  (define-syntax put-delta
    (syntax-rules ()
      ((_ s index bytes at value)
       (let* ((new value)
              (difference (wrapped (- new (vector-ref s index)))))
         (vector-set! s index new)
         (put-number bytes at difference)))))

  (define-syntax put
    (syntax-rules (TIME PROCESS FIBER OBJECT OPERATION CONTINUATION TIMER SPAN SITE STRING WORDS
                        BYTES TEXT SEQUENCE)
      ((_ TIME s b at v) (put-delta s 10 b at v))
      ((_ PROCESS s b at v) (put-delta s 11 b at v))
      ((_ FIBER s b at v) (put-delta s 12 b at v))
      ((_ OBJECT s b at v) (put-delta s 13 b at v))
      ((_ OPERATION s b at v) (put-delta s 14 b at v))
      ((_ CONTINUATION s b at v) (put-delta s 15 b at v))
      ((_ TIMER s b at v) (put-delta s 16 b at v))
      ((_ SPAN s b at v) (put-delta s 17 b at v))
      ((_ SITE s b at v) (put-delta s 18 b at v))
      ((_ STRING s b at v) (put-delta s 19 b at v))
      ((_ WORDS s b at v) (put-delta s 20 b at v))
      ((_ BYTES s b at v) (put-delta s 21 b at v))
      ((_ TEXT s b at v) (put-text b at v))
      ((_ SEQUENCE s b at v) (put-sequence b at v))
      ((_ other s b at v) (put-number b at v))))

  ;; The most bytes that a field can take.
  (define-syntax bound
    (syntax-rules (TEXT SEQUENCE)
      ((_ TEXT v) (+ max-varint (min (* 3 (utf-16-length v)) max-text)))
      ((_ SEQUENCE v) (+ max-varint (* max-varint (min (vector-length v) max-sequence))))
      ((_ other v) max-varint)))

  ;; Makes room for an event and writes code and time; returns where its fields go.
  (define (begin-event! s code time bound)
    (when (> (+ (position-of s) bound) max-chunk)
      (flush-stream! s))
    (set-busy! s #t)
    (when (= (count-of s) 0)
      (set-base! s time)
      (set-last-time! s time))
    (let* ((last (last-time-of s))
           (at (position-of s))
           (bytes (bytes-of s)))
      (bytevector-u8-set! bytes at code)
      (if (> time last)
          (begin
            (set-last-time! s time)
            (put-varint bytes (+ at 1) (- time last)))
          (put-varint bytes (+ at 1) 0))))

  (define (end-event! s at)
    (set-position! s at)
    (set-count! s (+ (count-of s) 1))
    (set-busy! s #f))

  (define-syntax define-event
    (syntax-rules ()
      ((_ code name (field kind) ...)
       (define (name s now field ...)
         (let* ((at (begin-event! s code now (+ 11 (bound kind field) ...)))
                (chunk (bytes-of s))
                (at (put kind s chunk at field)) ...)
           (end-event! s at))))))

  ;; The events: WriterEventsTest writes them.

  (define-event 1 string-defined (string STRING) (text TEXT))
  (define-event 2 site-defined (site SITE) (file STRING) (line COUNT) (column COUNT)
    (procedure STRING) (form STRING))
  (define-event 3 named (subject OBJECT) (name STRING))
  (define-event 4 site-ends (site SITE) (line COUNT) (column COUNT))
  (define-event 10 process-spawned (process PROCESS) (parent PROCESS) (name STRING) (site SITE))
  (define-event 11 process-dispatched (process PROCESS) (cpu CPU))
  (define-event 12 process-preempted (process PROCESS) (fuel COUNT))
  (define-event 13 process-waiting (process PROCESS) (reason CODE) (wakeup TIME))
  (define-event 14 process-woken (process PROCESS) (cause CODE) (by PROCESS))
  (define-event 15 process-ended (process PROCESS) (status NUMBER))
  (define-event 16 process-failed (process PROCESS) (message STRING) (site SITE))
  (define-event 17 process-killed (process PROCESS) (by PROCESS) (status NUMBER))
  (define-event 20 message-sent (from PROCESS) (to PROCESS) (queue-length COUNT) (site SITE))
  (define-event 21 message-received (process PROCESS) (queue-length COUNT))
  (define-event 22 interrupt-raised (process PROCESS) (irq NUMBER) (times COUNT))
  (define-event 23 interrupt-acknowledged (process PROCESS) (irq NUMBER))
  (define-event 30 fiber-spawned (fiber FIBER) (parent FIBER) (process PROCESS) (site SITE))
  (define-event 31 fiber-ready (fiber FIBER) (by FIBER) (object OBJECT))
  (define-event 32 fiber-resumed (fiber FIBER))
  (define-event 33 fiber-suspended (fiber FIBER) (reason CODE) (object OBJECT) (site SITE))
  (define-event 34 fiber-ended (fiber FIBER) (outcome CODE))
  (define-event 35 fiber-failed (fiber FIBER) (message STRING) (site SITE))
  (define-event 36 reachability-checked (process PROCESS) (since TIME) (fibers COUNT)
    (unreachable COUNT) (followed FLAG))
  (define-event 37 subject-kept (subject OBJECT) (chain STRING))
  (define-event 38 fibers-kept (process PROCESS) (site SITE) (fibers COUNT) (words WORDS))
  (define-event 40 continuation-captured (continuation CONTINUATION) (fiber FIBER) (reason CODE)
    (frames COUNT) (words WORDS) (base-frames COUNT) (base-words WORDS) (new-frames COUNT)
    (winders COUNT) (winder-words WORDS) (site SITE))
  (define-event 41 continuation-reinstated (continuation CONTINUATION) (fiber FIBER))
  (define-event 42 continuation-reclaimed (continuation CONTINUATION))
  (define-event 43 continuations-retained (process PROCESS) (site SITE) (last CONTINUATION)
    (count COUNT) (words WORDS) (some SEQUENCE))
  (define-event 50 winder-pushed (fiber FIBER) (kind CODE) (depth COUNT) (site SITE))
  (define-event 51 winder-popped (fiber FIBER) (depth COUNT))
  (define-event 52 winders-rewound (fiber FIBER) (left COUNT) (entered COUNT))
  (define-event 60 object-created (object OBJECT) (kind CODE) (fiber FIBER) (site SITE))
  (define-event 61 offer-enqueued (object OBJECT) (operation OPERATION) (fiber FIBER) (side CODE)
    (queue-length COUNT))
  (define-event 62 offer-matched (object OBJECT) (from FIBER) (to FIBER) (queue-length COUNT))
  (define-event 63 offers-swept (object OBJECT) (side CODE) (removed COUNT) (queue-length COUNT))
  (define-event 64 condition-signalled (object OBJECT) (fiber FIBER) (woken COUNT))
  (define-event 65 offers-placed (object OBJECT) (side CODE) (words WORDS) (site SITE))
  (define-event 66 message-queued (object OBJECT) (fiber FIBER) (queue-length COUNT))
  (define-event 67 message-taken (object OBJECT) (fiber FIBER) (queue-length COUNT))
  (define-event 68 messages-kept (subject OBJECT) (words WORDS))
  (define-event 69 message-value (subject OBJECT) (fiber FIBER) (text TEXT))
  (define-event 70 timer-armed (timer TIMER) (fiber FIBER) (operation OPERATION) (expiry TIME)
    (armed COUNT) (site SITE))
  (define-event 71 timer-fired (timer TIMER) (effective FLAG) (armed COUNT))
  (define-event 72 timer-cancelled (timer TIMER) (armed COUNT))
  (define-event 73 timer-weighed (timer TIMER) (words WORDS))
  (define-event 80 io-waiting (fiber FIBER) (port OBJECT) (direction CODE))
  (define-event 81 io-ready (fiber FIBER) (port OBJECT) (direction CODE))
  (define-event 82 io-failed (fiber FIBER) (port OBJECT) (message STRING))
  (define-event 83 connection-made (port OBJECT) (local STRING) (remote STRING))
  (define-event 84 bytes-written (fiber FIBER) (port OBJECT) (total COUNT))
  (define-event 85 bytes-read (fiber FIBER) (port OBJECT) (total COUNT))
  (define-event 90 heap-after-collection (used BYTES) (pause DURATION) (cause STRING))
  (define-event 91 heap-sampled (used BYTES) (committed BYTES))
  (define-event 92 run-delayed (delay DURATION))
  (define-event 93 pages-awaited (faults COUNT))
  (define-event 100 marked (fiber FIBER) (name STRING) (site SITE))
  (define-event 101 span-began (span SPAN) (fiber FIBER) (name STRING) (site SITE))
  (define-event 102 span-ended (span SPAN))
  (define-event 103 counted (fiber FIBER) (name STRING) (value NUMBER))
  (define-event 110 stack-snapshot (fiber FIBER) (continuation CONTINUATION) (frames COUNT)
    (groups SEQUENCE))
  (define-event 111 winder-snapshot (fiber FIBER) (continuation CONTINUATION) (winders COUNT)
    (groups SEQUENCE))
  (define-event 112 stack-sampled (fiber FIBER) (frames COUNT) (groups SEQUENCE))
  (define-event 113 stack-holds (fiber FIBER) (words WORDS) (held WORDS))
  (define-event 120 events-lost (count COUNT) (since TIME))
  (define-event 121 stream-began (run-high NUMBER) (run-low NUMBER) (os-process COUNT)
    (wall-clock NUMBER) (monotonic NUMBER) (capabilities NUMBER) (writer TEXT))
  (define-event 122 events-removed (count COUNT) (until TIME))
  (define-event 130 command-started (command OBJECT) (fiber FIBER) (pid NUMBER) (name STRING)
    (site SITE))
  (define-event 131 command-ended (command OBJECT) (status NUMBER))
  (define-event 132 command-killed (command OBJECT) (fiber FIBER)))
